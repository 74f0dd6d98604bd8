import { Search } from "lucide-react";

import style from "@/ui/Field.module.css";
import { TextField } from "@/ui/TextField";

interface FindFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Narrows a list by what is typed. */
export function FindField({ label, value, onChange }: FindFieldProps) {
  return (
    <div className={style.find}>
      <Search size={14} aria-hidden />
      <TextField label={label} bare type="search" placeholder={label} value={value} onChange={onChange} />
    </div>
  );
}
