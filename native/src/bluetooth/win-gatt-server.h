// A GATT service of three characteristics that this computer serves and advertises (GattServiceProvider). All of it blocks: call it from a
// thread of the pool. Failure: "off", "denied", "busy", "no-peripheral-role", "unavailable", "failed".
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>

#include "presence/call.h"

namespace keyferry::win {

using Uuid = std::array<uint8_t, 16>;

// RX is written to, TX notifies, INFO is read.
struct GattUuids {
  Uuid service;
  Uuid rx;
  Uuid tx;
  Uuid info;
};

// "subscribed" to TX, "unsubscribed" or gone, "written" to RX, and, of nobody, "stopped": advertised no more. `client` is Windows' name for the other computer.
struct GattEvent {
  std::string what;
  std::string client;
  Bytes value;
};

// "ready", "off", "no-adapter", "no-peripheral-role", "unavailable".
std::string peripheralState();

class GattServer {
 public:
  // `heard` is called from threads of Windows' own, and not after `close`.
  GattServer(const GattUuids& uuids, Bytes info, std::function<void(GattEvent)> heard);
  GattServer(const GattServer&) = delete;
  GattServer& operator=(const GattServer&) = delete;
  ~GattServer();

  void open();
  // Returns when it is on air; nothing but the service's UUID is.
  void advertise();
  // Returns when Windows has given it to the radio. What does not fit one notification is not sent: Windows would cut it off.
  void notify(const std::string& client, const Bytes& value);
  void close();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace keyferry::win
