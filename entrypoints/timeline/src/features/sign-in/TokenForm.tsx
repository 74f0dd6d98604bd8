import { Eye, EyeOff } from "lucide-react";
import { useId, useState, type SyntheticEvent } from "react";

import { useSignIn } from "@/api/queries/useSignIn";
import style from "@/features/sign-in/SignIn.module.css";
import { TEXTS } from "@/features/sign-in/texts";
import { useTexts } from "@/i18n/language";
import { Button, IconButton } from "@/ui/Button";

/** Asks for a token; `fault` is a sentence that stands there before anything was tried. */
export function TokenForm({ fault }: { readonly fault: string | null }) {
  const texts = useTexts(TEXTS);
  const signIn = useSignIn();
  const [token, setToken] = useState("");
  const [shown, setShown] = useState(false);
  const [empty, setEmpty] = useState(false);
  const id = useId();
  const sentence = empty ? texts.empty : (signIn.error?.message ?? (signIn.isIdle ? fault : null));

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    setEmpty(token.trim() === "");
    if (token.trim() !== "" && !signIn.isPending) signIn.mutate({ token: token.trim() });
  }

  return (
    <form className={style.form} onSubmit={submit}>
      <label className={style.label} htmlFor={id}>
        {texts.token}
      </label>
      <div className={style.field}>
        <input
          id={id}
          className={style.input}
          type={shown ? "text" : "password"}
          value={token}
          onChange={(event) => {
            setToken(event.target.value);
            setEmpty(false);
          }}
          autoComplete="current-password"
          autoFocus
          spellCheck={false}
          aria-invalid={sentence !== null}
          aria-describedby={`${id}-fault`}
        />
        <IconButton
          label={shown ? texts.hide : texts.show}
          className={style.eye}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
        </IconButton>
      </div>
      <p id={`${id}-fault`} className={style.fault} role="alert">
        {sentence}
      </p>
      <Button type="submit" look="primary" className={style.enter} aria-disabled={signIn.isPending}>
        {signIn.isPending ? texts.entering : texts.enter}
      </Button>
    </form>
  );
}
