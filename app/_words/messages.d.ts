import type { Catalogue } from './catalogues.ts';

declare module 'use-intl' {
  interface AppConfig {
    Messages: Catalogue;
  }
}
