/** English, as the editor gives it where no language pack is. */
export const l10n = {
  t: (message: string, ...values: (string | number)[]): string =>
    message.replaceAll(/\{(\d+)\}/g, (_, index) => String(values[Number(index)])),
};
