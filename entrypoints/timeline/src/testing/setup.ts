import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);

// The machine's load must not decide whether a test holds.
configure({ asyncUtilTimeout: 15_000 });
