import { useLeaveForProvider, useProvider } from "@/api/queries/useProvider";
import style from "@/features/sign-in/SignIn.module.css";
import { TEXTS } from "@/features/sign-in/texts";
import { useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";

/** Signs in with the identity provider, where there is one. */
export function Provider() {
  const texts = useTexts(TEXTS);
  const provider = useProvider();
  const leave = useLeaveForProvider();
  if (provider === null) return null;
  return (
    <div className={style.provider}>
      <Button
        className={style.enter}
        aria-disabled={leave.isPending}
        onClick={() => {
          if (!leave.isPending) leave.mutate();
        }}
      >
        {texts.provider(provider.name)}
      </Button>
      <p className={style.fault} role="alert">
        {leave.error?.message}
      </p>
    </div>
  );
}

/** The same in another tab: this one holds what was being done, and follows when it is looked at again. */
export function ProviderElsewhere() {
  const texts = useTexts(TEXTS);
  const provider = useProvider();
  if (provider === null) return null;
  return (
    <p className={style.provider}>
      <a href="/" target="_blank" rel="noopener">
        {texts.providerElsewhere(provider.name)}
      </a>
    </p>
  );
}
