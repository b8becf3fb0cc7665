/** The formats of `diff`, the default first. */
export const reviewFormats = ["text", "json", "markdown", "github", "sarif"] as const;
