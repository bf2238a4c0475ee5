// The link that carries something, as a badge: an icon and its name.

import { Bluetooth, Camera, type LucideIcon, MonitorSmartphone, Network, Unplug } from "lucide-react";
import type { ProgressView } from "../../src-shared/ipc/views-transfer.ts";
import { useText } from "../text/text.tsx";
import { Badge } from "../ui/tile.tsx";

type Link = NonNullable<ProgressView["link"]>;

const ICONS: Record<Link, LucideIcon> = { lan: Network, ble: Bluetooth, camera: Camera, local: MonitorSmartphone, none: Unplug };

export function LinkIcon({ link }: { readonly link: Link }) {
  const Icon = ICONS[link];
  return <Icon size={16} aria-hidden="true" />;
}

export function LinkBadge({ link }: { readonly link: Link }) {
  const text = useText();
  return (
    <Badge icon={<LinkIcon link={link} />} quiet={link === "none"}>
      {text(`links.${link}`)}
    </Badge>
  );
}
