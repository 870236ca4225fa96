// What is looked for in the JavaScript that browsers run. Types are TypeScript's part (jsconfig.json).
import js from "@eslint/js";
import globals from "globals";

const RULES = {
  ...js.configs.recommended.rules,
  "default-case-last": "error",
  eqeqeq: "error",
  "func-style": ["error", "declaration", { allowArrowFunctions: true }],
  "max-params": ["error", 7],
  "no-alert": "error",
  "no-else-return": "error",
  "no-eval": "error",
  "no-implicit-globals": "error",
  "no-promise-executor-return": "error",
  "no-self-compare": "error",
  "no-shadow": "error",
  "no-throw-literal": "error",
  "no-unused-vars": ["error", { varsIgnorePattern: "^_+$" }],
  "no-useless-rename": "error",
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  // Names that say nothing of what they hold.
  "id-denylist": ["error", "found", "obj", "one", "res", "tmp", "val"],
};
// No newer syntax than Safari 15 has (docs/how-to/tablet.md): a parser of 2021 reads none.
const SYNTAX = { ecmaVersion: 2021, sourceType: "module" };

export default [
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["app/form/static/**/*.js", "app/front/static/*.js"],
    languageOptions: { ...SYNTAX, globals: globals.browser },
    rules: RULES,
  },
  {
    files: ["app/form/static/sw.js"],
    languageOptions: { ...SYNTAX, sourceType: "script", globals: globals.serviceworker },
    rules: { "no-implicit-globals": "off" },
  },
  {
    // Unit tests, which run in Node.js.
    files: ["tests/javascript/**/*.mjs"],
    languageOptions: { sourceType: "module", globals: globals.nodeBuiltin },
    rules: RULES,
  },
  {
    // Read by browsers of any age: no module, no newer syntax.
    files: ["app/form/static/browser-check.js"],
    languageOptions: { ecmaVersion: 5, sourceType: "script", globals: { ...globals.browser, Promise: "readonly" } },
    rules: { "no-var": "off", "prefer-const": "off", "object-shorthand": "off" },
  },
];
