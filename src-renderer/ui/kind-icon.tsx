// One icon a kind of credential, by CXF type.

import {
  AppWindow,
  Braces,
  Car,
  CreditCard,
  Dices,
  FileText,
  Fingerprint,
  House,
  IdCard,
  KeyRound,
  Link,
  ListPlus,
  type LucideIcon,
  NotebookText,
  Paperclip,
  SquareTerminal,
  Stamp,
  Timer,
  UserRound,
  Wifi,
} from "lucide-react";

const ICONS: { readonly [type: string]: LucideIcon } = {
  address: House,
  "api-key": Braces,
  "basic-auth": KeyRound,
  "credit-card": CreditCard,
  "custom-fields": ListPlus,
  "drivers-license": Car,
  file: Paperclip,
  "generated-password": Dices,
  "identity-document": IdCard,
  "item-reference": Link,
  note: NotebookText,
  passkey: Fingerprint,
  passport: Stamp,
  "person-name": UserRound,
  "ssh-key": SquareTerminal,
  totp: Timer,
  wifi: Wifi,
  app: AppWindow,
};

export function KindIcon({ kind, size = 16 }: { readonly kind: string; readonly size?: number }) {
  const Icon = ICONS[kind] ?? FileText;
  return <Icon size={size} strokeWidth={1.75} aria-hidden="true" />;
}
