import { fileURLToPath } from "node:url";

const libraries = fileURLToPath(new URL("../../../../entrypoints/timeline/node_modules", import.meta.url));

export default {
  // The libraries are the page's own; this folder has none.
  resolve: {
    alias: [{ find: /^(@tanstack\/react-virtual|react|react-dom)(?=\/|$)/, replacement: `${libraries}/$1` }],
  },
};
