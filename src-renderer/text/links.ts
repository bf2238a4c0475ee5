// Texts of the links between two computers: what they are called, which one carries a transfer, why Bluetooth is not used.

export const linksEnglish = {
  "links.lan": "Network",
  "links.ble": "Bluetooth",
  "links.camera": "Cameras",
  "links.local": "This computer",
  "links.none": "Connecting again …",
  "links.now.lan": "It goes on over the network.",
  "links.now.ble": "It goes on over Bluetooth.",
  "links.now.camera": "It goes on over the cameras.",
  "links.now.local": "It goes on within this computer.",
  "links.lost": "The connection is lost. It goes on by itself once it is back.",
  "links.lostText": "Keep both computers on and near each other. No new code is needed, and nothing arrives twice.",
  "links.visible": "Visible by",
  "links.closeness.near": "Seems to be close by",
  "links.closeness.far": "Seems farther away: move the two closer",
  "links.unused": "Keyferry does not use Bluetooth here. You can turn that on in the settings.",
  "links.front": "Keep this window in front: a Mac that hides it is not found by Bluetooth.",
  "links.seconds": "{seconds, plural, one {about # second} other {about # seconds}}",
  "links.minutes": "{minutes, plural, one {about # minute} other {about # minutes}}",
  "links.hours": "{hours, plural, one {about # hour} other {about # hours}}",
  "links.estimate": "It takes {time} {link, select, ble {over Bluetooth} lan {over the network} camera {over the cameras} other {within this computer}}.",
  "links.estimate.files":
    "{link, select, ble {Over Bluetooth} lan {Over the network} camera {Over the cameras} other {Within this computer}} the items take {items}. With the files it is {time}.",
  "links.settings.use": "Use Bluetooth",
  "links.settings.hint":
    "Finds computers close by and works without a network. While you receive, devices nearby can notice that somebody uses Keyferry here; no name is sent.",
} as const;

export const linksGerman: { readonly [id in keyof typeof linksEnglish]: string } = {
  "links.lan": "Netz",
  "links.ble": "Bluetooth",
  "links.camera": "Kameras",
  "links.local": "Dieser Computer",
  "links.none": "Verbinde wieder …",
  "links.now.lan": "Es geht über das Netz weiter.",
  "links.now.ble": "Es geht über Bluetooth weiter.",
  "links.now.camera": "Es geht über die Kameras weiter.",
  "links.now.local": "Es geht in diesem Computer weiter.",
  "links.lost": "Die Verbindung ist weg. Es geht von selbst weiter, sobald sie wieder da ist.",
  "links.lostText": "Lass beide Computer an und nah beieinander. Ein neuer Code ist nicht nötig, und nichts kommt doppelt an.",
  "links.visible": "Sichtbar über",
  "links.closeness.near": "Ist wohl ganz in der Nähe",
  "links.closeness.far": "Ist wohl weiter weg: Rück die beiden zusammen",
  "links.unused": "Keyferry benutzt hier kein Bluetooth. In den Einstellungen kannst du es erlauben.",
  "links.front": "Lass dieses Fenster vorn: Ein Mac, der es verdeckt, wird über Bluetooth nicht gefunden.",
  "links.seconds": "{seconds, plural, one {etwa # Sekunde} other {etwa # Sekunden}}",
  "links.minutes": "{minutes, plural, one {etwa # Minute} other {etwa # Minuten}}",
  "links.hours": "{hours, plural, one {etwa # Stunde} other {etwa # Stunden}}",
  "links.estimate": "Das dauert {link, select, ble {über Bluetooth} lan {über das Netz} camera {über die Kameras} other {in diesem Computer}} {time}.",
  "links.estimate.files":
    "{link, select, ble {Über Bluetooth} lan {Über das Netz} camera {Über die Kameras} other {In diesem Computer}} dauern die Einträge {items}, mit den Dateien {time}.",
  "links.settings.use": "Bluetooth benutzen",
  "links.settings.hint":
    "Findet Computer in der Nähe und geht ohne Netz. Während du empfängst, können Geräte in der Nähe merken, dass hier jemand Keyferry benutzt; ein Name geht nicht hinaus.",
};
