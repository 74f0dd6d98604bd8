import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { SearchField } from "@/features/filters/SearchField";
import { useLanguageState } from "@/i18n/language";
import { changeView, useViewState } from "@/view/useView";
import { FIRST_VIEW } from "@/view/view";

beforeEach(() => {
  useViewState.setState({ view: FIRST_VIEW });
  useLanguageState.setState({ language: "en" });
});

test("what is typed is searched for after a pause, and stands in the address", async () => {
  render(<SearchField />);

  await userEvent.type(screen.getByRole("searchbox"), "noël");
  await expect.poll(() => useViewState.getState().view.search).toBe("noël");

  expect(new URLSearchParams(location.search).get("search")).toBe("noël");
});

test("a search taken away elsewhere leaves the field", async () => {
  render(<SearchField />);
  await userEvent.type(screen.getByRole("searchbox"), "ana");
  await expect.poll(() => useViewState.getState().view.search).toBe("ana");

  act(() => changeView({ search: "" }));

  expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("");
});

test("escape clears the search", async () => {
  render(<SearchField />);
  await userEvent.type(screen.getByRole("searchbox"), "ana");

  await userEvent.keyboard("{Escape}");

  await expect.poll(() => useViewState.getState().view.search).toBe("");
  expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("");
});
