import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { ProblemError } from "@/api/problem";
import type { components } from "@/api/schema";

export type Account = components["schemas"]["ImportAnswer"];

export interface ImportWish {
  readonly file: File;
  /** What the rows of a CSV file are; null: its name says it. */
  readonly kind: string | null;
  readonly dryRun: boolean;
  readonly keepGood: boolean;
  readonly asIs: boolean;
}

/** Take a file in, or say what taking it in would come to. A refusal with an account is that account. */
export function useImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (wish: ImportWish): Promise<Account> => {
      const content = await wish.file.arrayBuffer();
      try {
        return bodyOf(
          await api.POST("/api/v1/planning/import", {
            params: {
              query: {
                dry_run: wish.dryRun,
                keep_good: wish.keepGood,
                as_is: wish.asIs,
                file_name: wish.file.name.slice(0, 300),
                ...(wish.kind === null ? {} : { kind: wish.kind }),
              },
            },
            body: "",
            bodySerializer: () => content,
            headers: { ...once(), "Content-Type": contentType(wish.file.name, content) },
          }),
        );
      } catch (error) {
        const account = error instanceof ProblemError ? error.body?.account : undefined;
        if (account) return account;
        throw error;
      }
    },
    onSuccess: (account) => void (account.written && client.invalidateQueries()),
  });
}

const TYPES: Readonly<Record<string, string>> = {
  json: "application/json",
  ics: "text/calendar",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** By the name's ending; a text that is not UTF-8 comes from a Western spreadsheet. */
export function contentType(name: string, content: ArrayBuffer): string {
  const ending = name.toLowerCase().split(".").at(-1);
  const whole = ending === undefined ? undefined : TYPES[ending];
  if (whole !== undefined) return whole;
  const type = ending === "tsv" ? "text/tab-separated-values" : "text/csv";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(content);
    return type;
  } catch {
    return `${type}; charset=windows-1252`;
  }
}
