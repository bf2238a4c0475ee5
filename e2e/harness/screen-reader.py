# Uses the programs of a session as somebody with a screen reader does, over AT-SPI: finds things by role and words, presses them, puts the keyboard into them.
# Each line of stdin is one order in JSON, {order: "find" | "press" | "focus", role, name}; name is a regular expression. It is
# carried out as soon as such a thing shows and can be used, and answered with one line, {event: "done", found}: its name.
# It never gives up: its caller does.
import json
import os
import re
import signal
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

PAUSE = 0.05
LOOK_SECONDS = 3
MOST = 20_000
STATES = {"press": [Atspi.StateType.SENSITIVE], "focus": [Atspi.StateType.EDITABLE]}


def everything():
    """From the outside in, in reading order."""
    todo = [Atspi.get_desktop(0)]
    for _ in range(MOST):
        if not todo:
            return
        one = todo.pop()
        try:
            if one.get_role() == Atspi.Role.APPLICATION:
                one.set_cache_mask(Atspi.Cache.NONE)  # what is remembered is too often not so any more
            yield one
            children = [one.get_child_at_index(index) for index in range(one.get_child_count())]
        except GLib.Error:
            continue  # it went away while it was looked at
        todo.extend(child for child in reversed(children) if child is not None)


def fits(one, order):
    if one.get_role_name() != order["role"] or not re.search(order["name"], one.get_name() or "", re.S):
        return False
    states = one.get_state_set()
    return all(states.contains(state) for state in [Atspi.StateType.SHOWING, *STATES.get(order["order"], [])])


def carry_out(one, order):
    if order["order"] == "press":
        return Atspi.Action.do_action(one, 0)
    if order["order"] == "focus" and not one.get_state_set().contains(Atspi.StateType.FOCUSED):
        Atspi.Component.grab_focus(one)
        return False  # done when it is seen to be
    return True


def attempt(order):
    for one in everything():
        try:
            if fits(one, order) and carry_out(one, order):
                return one.get_name()
        except GLib.Error:
            continue
    return None


def look(order):
    """One look by a process of its own: libatspi waits for ever for a program that comes up in just that moment, and remembers what is gone."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(LOOK_SECONDS)
        Atspi.init()
        with os.fdopen(writing, "w") as answer:
            json.dump(attempt(order), answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answers:
        found = answers.read()
    os.waitpid(child, 0)
    return json.loads(found) if found else None


print(json.dumps({"event": "ready"}), flush=True)
for line in sys.stdin:
    order = json.loads(line)
    while (found := look(order)) is None:
        time.sleep(PAUSE)
    print(json.dumps({"event": "done", "found": found}), flush=True)
