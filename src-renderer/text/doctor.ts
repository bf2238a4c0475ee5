// Texts of the connection doctor: each check in one sentence, and one fix and another way where something is wrong or not to be seen.

export const doctorEnglish = {
  "doctor.title": "Connection doctor",
  "doctor.text": "Looks for what keeps two computers from finding each other: network, VPN, firewall, Bluetooth, key store. It changes nothing.",
  "doctor.start": "Look for causes",
  "doctor.again": "Look again",
  "doctor.looking": "Looking …",
  "doctor.result":
    "{count, plural, =0 {{unsure, select, yes {Nothing found, but not everything can be told} other {Nothing stands in the way on this computer}}} one {# cause found on this computer} other {# causes found on this computer}}",
  "doctor.result.text": "If the other computer still does not appear, look there too, or type the address that its Receive screen shows.",
  "doctor.failed": "The doctor could not look",
  "doctor.address": "Address of the other computer (optional)",
  "doctor.address.hint": "The numbers that its Receive screen shows. With them the doctor also asks that computer and this network’s router.",
  "doctor.network.fine": "This computer is on a network: {detail}.",
  "doctor.network.trouble":
    "{detail, select, none {This computer is on no network.} other {This computer is connected ({detail}), but the network gave it no address.}}",
  "doctor.network.fix":
    "{detail, select, none {Join the network the other computer is on.} other {Disconnect from the network and join it again, or restart the router.}}",
  "doctor.network.otherwise": "connect both computers by a network cable or through a phone’s hotspot.",
  "doctor.vpn.fine": "No VPN takes this computer’s traffic.",
  "doctor.vpn.trouble": "A VPN ({detail}) takes this computer’s traffic.",
  "doctor.vpn.fix": "Pause the VPN during the transfer, or allow local network access in its settings.",
  "doctor.vpn.otherwise": "type the address that the other computer’s Receive screen shows.",
  "doctor.listening.fine": "Keyferry can wait for another computer here.",
  "doctor.listening.trouble": "Keyferry may not wait for connections here ({detail}).",
  "doctor.listening.fix": "Allow Keyferry to take connections in the system’s security settings.",
  "doctor.listening.otherwise": "receive on another computer.",
  "doctor.firewall.fine": "No firewall of this computer keeps other computers out.",
  "doctor.firewall.trouble": "The firewall of this computer ({detail}) keeps other computers out.",
  "doctor.firewall.unknown":
    "{detail, select, unseen {Keyferry may not look at this computer’s firewall: it may be off, or keep other computers out.} other {A firewall is on ({detail}), and it cannot be told whether it lets other computers in.}}",
  "doctor.firewall.fix": "Allow Keyferry, or connections from the local network, in the firewall’s settings.",
  "doctor.firewall.otherwise": "run “keyferry receive --port 41000” and allow TCP port 41000 alone.",
  "doctor.multicast-port.fine": "The port by which computers find each other can be used.",
  "doctor.multicast-port.trouble": "The port by which computers find each other cannot be used ({detail}).",
  "doctor.multicast-port.fix": "Close the program that keeps UDP port 5353 to itself.",
  "doctor.multicast-port.otherwise": "type the address that the other computer’s Receive screen shows.",
  "doctor.multicast.fine": "The messages by which computers find each other go out and come back.",
  "doctor.multicast.trouble": "The messages by which computers find each other are dropped here ({detail}).",
  "doctor.multicast.fix": "Allow UDP port 5353 (mDNS) in the firewall.",
  "doctor.multicast.otherwise": "type the address that the other computer’s Receive screen shows.",
  "doctor.local-network.unknown": "Keyferry seems to have no permission for the local network; macOS does not say whether it has.",
  "doctor.local-network.fix": "Turn on Keyferry in System Settings, Privacy & Security, Local Network.",
  "doctor.local-network.otherwise": "type the address that the other computer’s Receive screen shows.",
  "doctor.counterpart.fine":
    "{detail, select, reached {The other computer can be reached and takes connections.} other {The other computer is on this network and answers.}}",
  "doctor.counterpart.trouble":
    "{detail, select, own {This is an address of this computer itself.} refused {The other computer answers, but nobody waits for a connection at that port.} blocked {The other computer is on this network, but takes no connection at that port: most likely its firewall drops it.} elsewhere {The other computer is in another network, and what is between lets nothing be said about it.} isolated {The router answers, the other computer does not: it is off, or this network keeps its computers apart, as guest networks do.} absent {Nobody on this network answers for this address.} dead {Neither the other computer nor the router answers: the network carries nothing from this computer.} other {No way leads from here to this address.}}",
  "doctor.counterpart.unknown": "The other computer did not answer, and this system does not tell why.",
  "doctor.counterpart.fix":
    "{detail, select, own {Give the address that the other computer’s Receive screen shows.} refused {Open Receive on the other computer, and give the port it shows now.} blocked {Allow Keyferry in the firewall of the other computer.} elsewhere {Join both computers to the same network.} isolated {If the other computer reaches the router too, join both to a network without client isolation.} absent {See whether the other computer is on, is on this network, and still shows this address.} dead {Disconnect from the network and join it again, or restart the router.} unanswered {See whether the other computer is on this network and shows this address, and look for causes there too.} other {Join the network the other computer is on.}}",
  "doctor.counterpart.otherwise":
    "{detail, select, own {choose the other computer from the list of those nearby.} refused {choose the other computer from the list of those nearby.} blocked {run “keyferry receive --port 41000” there, allow TCP port 41000 alone, and send to that port.} other {connect both computers by a network cable or through a phone’s hotspot.}}",
  "doctor.bluetooth.fine": "Bluetooth is ready, to find other computers and to be found.",
  "doctor.bluetooth.trouble":
    "{detail, select, off {Bluetooth is switched off on this computer.} denied {Keyferry may not use this computer’s Bluetooth.} busy {Another program is using this computer’s Bluetooth.} absent {This computer has no Bluetooth.} hidden {This computer’s Bluetooth can find others, but cannot be found: it sends over Bluetooth, and cannot receive.} other {This computer’s Bluetooth does not answer.}}",
  "doctor.bluetooth.unknown": "The system has not said yet whether Bluetooth can be used.",
  "doctor.bluetooth.fix":
    "{detail, select, off {Switch Bluetooth on in the system’s settings.} denied {Allow Bluetooth for Keyferry in the system’s privacy settings.} busy {Close that program, then look again.} absent {Plug in a Bluetooth adapter.} hidden {To receive here over Bluetooth, plug in an adapter that can be found.} unsaid {Look again in a moment.} other {Switch Bluetooth off and on, or restart this computer.}}",
  "doctor.bluetooth.otherwise":
    "connect both computers to the same network, by a network cable or through a phone’s hotspot, or send a few items over the two cameras.",
  "doctor.bluetooth.instead":
    "{bluetooth, select, ready { Or go on over Bluetooth, with both computers near each other.} hidden { Or send from this computer over Bluetooth, with both near each other.} other {}}",
  "doctor.key-store.fine": "This computer’s key store is there and open.",
  "doctor.key-store.trouble": "{detail, select, locked {This computer’s key store is locked.} other {This computer has no key store that can be used.}}",
  "doctor.key-store.fix": "{detail, select, locked {Log in or unlock it.} other {Open the vault with the passphrase.}}",
  "doctor.key-store.otherwise": "{detail, select, locked {open the vault with the passphrase.} other {open the vault with the recovery key.}}",
  "doctor.other.fine": "Another check found nothing wrong.",
  "doctor.other.trouble": "Another check found something ({detail}).",
  "doctor.other.unknown": "Another check could not be made ({detail}).",
  "doctor.other.fix": "Update Keyferry, then look again.",
  "doctor.other.otherwise": "type the address that the other computer’s Receive screen shows.",
  "doctor.otherwise": "Or {way}",
} as const;

export const doctorGerman: { readonly [id in keyof typeof doctorEnglish]: string } = {
  "doctor.title": "Verbindungsdoktor",
  "doctor.text": "Sucht, was zwei Computer daran hindert, sich zu finden: Netz, VPN, Firewall, Bluetooth, Schlüsselspeicher. Er ändert nichts.",
  "doctor.start": "Ursachen suchen",
  "doctor.again": "Noch einmal suchen",
  "doctor.looking": "Sucht …",
  "doctor.result":
    "{count, plural, =0 {{unsure, select, yes {Nichts gefunden, aber nicht alles lässt sich sagen} other {Auf diesem Computer steht nichts im Weg}}} one {# Ursache auf diesem Computer gefunden} other {# Ursachen auf diesem Computer gefunden}}",
  "doctor.result.text": "Erscheint der andere Computer trotzdem nicht, suche auch dort oder tippe die Adresse, die dort unter „Empfangen“ steht.",
  "doctor.failed": "Der Doktor konnte nicht suchen",
  "doctor.address": "Adresse des anderen Computers (freiwillig)",
  "doctor.address.hint": "Die Zahlen, die dort unter „Empfangen“ stehen. Damit fragt der Doktor auch jenen Computer und den Router dieses Netzes.",
  "doctor.network.fine": "Dieser Computer ist in einem Netz: {detail}.",
  "doctor.network.trouble":
    "{detail, select, none {Dieser Computer ist in keinem Netz.} other {Dieser Computer ist verbunden ({detail}), aber das Netz gab ihm keine Adresse.}}",
  "doctor.network.fix":
    "{detail, select, none {Verbinde ihn mit dem Netz, in dem der andere ist.} other {Trenne die Verbindung zum Netz und stelle sie neu her, oder starte den Router neu.}}",
  "doctor.network.otherwise": "verbinde beide Computer mit einem Netzwerkkabel oder über den Hotspot eines Handys.",
  "doctor.vpn.fine": "Kein VPN leitet den Verkehr dieses Computers um.",
  "doctor.vpn.trouble": "Ein VPN ({detail}) leitet den Verkehr dieses Computers um.",
  "doctor.vpn.fix": "Halte das VPN während der Übertragung an oder erlaube in seinen Einstellungen das lokale Netz.",
  "doctor.vpn.otherwise": "tippe die Adresse, die auf dem anderen Computer unter „Empfangen“ steht.",
  "doctor.listening.fine": "Keyferry kann hier auf einen anderen Computer warten.",
  "doctor.listening.trouble": "Keyferry darf hier nicht auf Verbindungen warten ({detail}).",
  "doctor.listening.fix": "Erlaube Keyferry in den Sicherheitseinstellungen des Systems, Verbindungen anzunehmen.",
  "doctor.listening.otherwise": "empfange auf einem anderen Computer.",
  "doctor.firewall.fine": "Keine Firewall dieses Computers hält andere Computer ab.",
  "doctor.firewall.trouble": "Die Firewall dieses Computers ({detail}) hält andere Computer ab.",
  "doctor.firewall.unknown":
    "{detail, select, unseen {Keyferry darf die Firewall dieses Computers nicht ansehen: Sie kann aus sein oder andere Computer abhalten.} other {Eine Firewall ist an ({detail}), und es lässt sich nicht sagen, ob sie andere Computer hereinlässt.}}",
  "doctor.firewall.fix": "Erlaube Keyferry oder Verbindungen aus dem lokalen Netz in den Einstellungen der Firewall.",
  "doctor.firewall.otherwise": "starte „keyferry receive --port 41000“ und erlaube nur den TCP-Port 41000.",
  "doctor.multicast-port.fine": "Der Port, über den sich Computer finden, ist nutzbar.",
  "doctor.multicast-port.trouble": "Der Port, über den sich Computer finden, ist nicht nutzbar ({detail}).",
  "doctor.multicast-port.fix": "Schließe das Programm, das UDP-Port 5353 für sich behält.",
  "doctor.multicast-port.otherwise": "tippe die Adresse, die auf dem anderen Computer unter „Empfangen“ steht.",
  "doctor.multicast.fine": "Die Nachrichten, mit denen sich Computer finden, gehen hinaus und kommen an.",
  "doctor.multicast.trouble": "Die Nachrichten, mit denen sich Computer finden, werden hier verworfen ({detail}).",
  "doctor.multicast.fix": "Erlaube UDP-Port 5353 (mDNS) in der Firewall.",
  "doctor.multicast.otherwise": "tippe die Adresse, die auf dem anderen Computer unter „Empfangen“ steht.",
  "doctor.local-network.unknown": "Keyferry hat wohl keine Erlaubnis für das lokale Netz; macOS sagt nicht, ob es sie hat.",
  "doctor.local-network.fix": "Schalte Keyferry in Systemeinstellungen, Datenschutz & Sicherheit, Lokales Netzwerk ein.",
  "doctor.local-network.otherwise": "tippe die Adresse, die auf dem anderen Computer unter „Empfangen“ steht.",
  "doctor.counterpart.fine":
    "{detail, select, reached {Der andere Computer ist erreichbar und nimmt Verbindungen an.} other {Der andere Computer ist in diesem Netz und antwortet.}}",
  "doctor.counterpart.trouble":
    "{detail, select, own {Das ist eine Adresse dieses Computers selbst.} refused {Der andere Computer antwortet, aber an diesem Port wartet niemand auf eine Verbindung.} blocked {Der andere Computer ist in diesem Netz, nimmt an diesem Port aber keine Verbindung an: Wahrscheinlich verwirft sie seine Firewall.} elsewhere {Der andere Computer ist in einem anderen Netz, und was dazwischen liegt, lässt nichts über ihn sagen.} isolated {Der Router antwortet, der andere Computer nicht: Er ist aus, oder dieses Netz trennt seine Computer, wie es Gastnetze tun.} absent {In diesem Netz antwortet niemand unter dieser Adresse.} dead {Weder der andere Computer noch der Router antwortet: Das Netz befördert nichts von diesem Computer.} other {Von hier führt kein Weg zu dieser Adresse.}}",
  "doctor.counterpart.unknown": "Der andere Computer hat nicht geantwortet, und dieses System sagt nicht, warum.",
  "doctor.counterpart.fix":
    "{detail, select, own {Gib die Adresse an, die auf dem anderen Computer unter „Empfangen“ steht.} refused {Öffne „Empfangen“ auf dem anderen Computer und gib den Port an, der dort jetzt steht.} blocked {Erlaube Keyferry in der Firewall des anderen Computers.} elsewhere {Verbinde beide Computer mit demselben Netz.} isolated {Erreicht der andere Computer den Router auch, verbinde beide mit einem Netz ohne Client-Isolation.} absent {Sieh nach, ob der andere Computer an ist, in diesem Netz ist und noch diese Adresse zeigt.} dead {Trenne die Verbindung zum Netz und stelle sie neu her, oder starte den Router neu.} unanswered {Sieh nach, ob der andere Computer in diesem Netz ist und diese Adresse zeigt, und suche auch dort nach Ursachen.} other {Verbinde diesen Computer mit dem Netz, in dem der andere ist.}}",
  "doctor.counterpart.otherwise":
    "{detail, select, own {wähle den anderen Computer aus der Liste derer in der Nähe.} refused {wähle den anderen Computer aus der Liste derer in der Nähe.} blocked {starte dort „keyferry receive --port 41000“, erlaube nur den TCP-Port 41000 und sende an diesen Port.} other {verbinde beide Computer mit einem Netzwerkkabel oder über den Hotspot eines Handys.}}",
  "doctor.bluetooth.fine": "Bluetooth ist bereit: Dieser Computer findet andere und wird gefunden.",
  "doctor.bluetooth.trouble":
    "{detail, select, off {Bluetooth ist auf diesem Computer ausgeschaltet.} denied {Keyferry darf das Bluetooth dieses Computers nicht nutzen.} busy {Ein anderes Programm benutzt das Bluetooth dieses Computers.} absent {Dieser Computer hat kein Bluetooth.} hidden {Das Bluetooth dieses Computers findet andere, kann aber nicht gefunden werden: Über Bluetooth sendet er, empfangen kann er nicht.} other {Das Bluetooth dieses Computers antwortet nicht.}}",
  "doctor.bluetooth.unknown": "Das System hat noch nicht gesagt, ob Bluetooth nutzbar ist.",
  "doctor.bluetooth.fix":
    "{detail, select, off {Schalte Bluetooth in den Einstellungen des Systems ein.} denied {Erlaube Keyferry Bluetooth in den Datenschutzeinstellungen des Systems.} busy {Beende jenes Programm und suche noch einmal.} absent {Stecke einen Bluetooth-Adapter an.} hidden {Um hier über Bluetooth zu empfangen, stecke einen Adapter an, der gefunden werden kann.} unsaid {Suche gleich noch einmal.} other {Schalte Bluetooth aus und wieder ein, oder starte diesen Computer neu.}}",
  "doctor.bluetooth.otherwise":
    "bring beide Computer ins selbe Netz, mit einem Netzwerkkabel oder über den Hotspot eines Handys, oder sende wenige Einträge über die beiden Kameras.",
  "doctor.bluetooth.instead":
    "{bluetooth, select, ready { Oder mach über Bluetooth weiter, mit beiden Computern nah beieinander.} hidden { Oder sende von diesem Computer über Bluetooth, mit beiden nah beieinander.} other {}}",
  "doctor.key-store.fine": "Der Schlüsselspeicher dieses Computers ist da und offen.",
  "doctor.key-store.trouble":
    "{detail, select, locked {Der Schlüsselspeicher dieses Computers ist gesperrt.} other {Dieser Computer hat keinen nutzbaren Schlüsselspeicher.}}",
  "doctor.key-store.fix": "{detail, select, locked {Melde dich an oder entsperre ihn.} other {Öffne den Tresor mit der Passphrase.}}",
  "doctor.key-store.otherwise": "{detail, select, locked {öffne den Tresor mit der Passphrase.} other {öffne den Tresor mit dem Wiederherstellungsschlüssel.}}",
  "doctor.other.fine": "Eine weitere Prüfung fand nichts.",
  "doctor.other.trouble": "Eine weitere Prüfung fand etwas ({detail}).",
  "doctor.other.unknown": "Eine weitere Prüfung war nicht möglich ({detail}).",
  "doctor.other.fix": "Aktualisiere Keyferry und suche dann noch einmal.",
  "doctor.other.otherwise": "tippe die Adresse, die auf dem anderen Computer unter „Empfangen“ steht.",
  "doctor.otherwise": "Oder {way}",
};
