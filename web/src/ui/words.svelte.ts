/** Every sentence that a person reads, in the language chosen, and the size of the letters. Nothing of it is stored. */
import zh from '../../words/zh-CN.json';
import en from '../../words/en.json';

export type Id = keyof typeof zh;
export type Language = 'zh-CN' | 'en';
export type Size = 'standard' | 'large' | 'largest';

const catalogues: Readonly<Record<Language, Readonly<Record<Id, string>>>> = { 'zh-CN': zh, en };

export const settings = $state<{ language: Language; size: Size }>({ language: 'zh-CN', size: 'standard' });

/** The sentence of that id with its `{values}`; an unknown value stays visible. */
export function t(id: Id, values: Readonly<Record<string, string | number>> = {}): string {
    return catalogues[settings.language][id].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
