/** What parts of an urn may not hold. https://docs.datahub.com/docs/what/urn */
export const encoded = (text: string): string => text.replaceAll(/[%(),␟\s]/gu, encodeURIComponent);

export const tagUrn = (tag: string): string => `urn:li:tag:${encoded(tag)}`;
