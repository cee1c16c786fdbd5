'use client';
import type { ReactNode } from 'react';
import { rooms } from './en/rooms.ts';
import { shell } from './en/shell.ts';
import { Words } from './words.tsx';

const all = { messages: { ...shell.messages, ...rooms.messages }, said: {} };

/** What staff read is English. */
export const EnglishWords = ({ children }: { children: ReactNode }) => <Words language="en" part={all}>{children}</Words>;
