/** The words of a part in a language that has no singular form: every key but the `_one` ones. */
export type OtherLanguage<T> = { [K in Exclude<keyof T, `${string}_one`>]: string };
