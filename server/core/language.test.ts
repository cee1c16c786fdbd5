import { describe, expect, it } from 'vitest';
import { languageFrom } from './language.ts';

describe('the language of a page', () => {
  it.each([
    ['german', 'de'], ['German', 'de'], ['de', 'de'], ['de-AT', 'de'], ['arabic', 'ar'], ['ar-EG', 'ar'], ['english', 'en'],
    ['french', null], ['dead', null], ['', null], [null, null], [undefined, null],
  ])('is read from %j: %j', (text, language) => {
    expect(languageFrom(text)).toBe(language);
  });
});
