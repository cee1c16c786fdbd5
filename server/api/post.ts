import type { Post } from '#server/notify/deliver.ts';
import type { Api } from './context.ts';

/** What a message is sent with, by a procedure. */
export const postOf = ({ db, sealer, settings, publicUrl }: Api): Post => ({ db, sealer, settings, panel: publicUrl, random: Math.random });
