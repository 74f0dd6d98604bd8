import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import type { components } from "@/api/schema";
import { useLanguage } from "@/i18n/language";

export type Rule = components["schemas"]["RuleOut"];

/** The rules in force by their code: what each finds, what it rests on, whether it may be overridden. */
export function useRules() {
  const language = useLanguage();
  return useQuery({
    queryKey: ["rules", language],
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, Rule>> => {
      const page = bodyOf(await api.GET("/api/v1/planning/rules", { params: { query: {} }, signal }));
      return new Map(page.items.map((item) => [item.rule.code, item.rule]));
    },
    structuralSharing: false,
    staleTime: 300_000,
  });
}
