import style from "@/features/auto-assign/AutoAssign.module.css";

interface GroupNameProps {
  readonly title: string;
  readonly detail: string;
  readonly onOpen: () => void;
}

/** The head of a group of proposals or of what is unfilled: opens what it names. */
export function GroupName({ title, detail, onOpen }: GroupNameProps) {
  return (
    <button type="button" data-main className={style.groupName} onClick={onOpen} title={title}>
      <strong dir="auto">{title}</strong>
      <small>{detail}</small>
    </button>
  );
}
