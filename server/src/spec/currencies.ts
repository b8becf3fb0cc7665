/** Codes of ISO 4217 that are in use, as far as the engine that runs this knows them. */
export const currencyCodes: readonly string[] = Intl.supportedValuesOf("currency");

const names = new Intl.DisplayNames("en", { type: "currency", fallback: "none" });

/** In: three capitals. Whether it is a code of ISO 4217, those of former currencies included. */
export const isCurrency = (code: string): boolean => names.of(code) !== undefined;
