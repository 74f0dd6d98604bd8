import type { ReactNode } from "react";

import style from "@/ui/EmptyState.module.css";

interface EmptyStateProps {
  readonly icon?: ReactNode;
  /** What is not there. */
  readonly title: string;
  /** What to do about it. */
  readonly children?: ReactNode;
}

export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div className={style.empty}>
      {icon !== undefined && (
        <span className={style.icon} aria-hidden>
          {icon}
        </span>
      )}
      <p className={style.title}>{title}</p>
      {children !== undefined && <div className={style.next}>{children}</div>}
    </div>
  );
}
