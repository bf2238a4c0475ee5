// Buttons: one primary per screen, plain ones beside it, quiet ones for what is rarely wanted, danger where something goes for good.

import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps, Tooltip, TooltipTrigger } from "react-aria-components";
import styles from "./button.module.css";
import { classes } from "./classes.ts";

export type ButtonProps = Omit<AriaButtonProps, "className" | "style" | "children"> & {
  readonly look?: "primary" | "plain" | "quiet" | "danger";
  readonly small?: boolean;
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
};

export function Button({ look = "plain", small = false, icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={classes(styles.button, styles[look], small && styles.small)}>
      {icon}
      <span>{children}</span>
    </AriaButton>
  );
}

export type IconButtonProps = Omit<AriaButtonProps, "className" | "style" | "children" | "aria-label"> & {
  /** Its name, shown when pointed at or focused. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly pressed?: boolean;
};

export function IconButton({ label, icon, pressed, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={600} closeDelay={50}>
      <AriaButton
        {...rest}
        aria-label={label}
        {...(pressed !== undefined && { "aria-pressed": pressed })}
        className={classes(styles.icon, pressed && styles.on)}
      >
        {icon}
      </AriaButton>
      <Tooltip className={styles.tooltip ?? ""} offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
