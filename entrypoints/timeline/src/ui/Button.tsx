import type { ComponentProps, ReactNode } from "react";

import style from "@/ui/Button.module.css";

interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: "plain" | "primary" | "danger" | "quiet";
}

export function Button({ look = "plain", className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={names(style.button, style[look], className)} {...rest} />;
}

interface IconButtonProps extends Omit<ButtonProps, "children" | "aria-label"> {
  /** What it does: read out, and shown when the pointer rests on it. */
  readonly label: string;
  readonly children: ReactNode;
}

export function IconButton({ label, look = "quiet", className, ...rest }: IconButtonProps) {
  return (
    <Button look={look} className={names(style.icon, className)} aria-label={label} title={label} {...rest} />
  );
}

export function names(...classes: readonly (string | undefined | false)[]): string {
  return classes.filter(Boolean).join(" ");
}
