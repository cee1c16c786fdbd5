'use client';
import type { ReactNode } from 'react';
import ui from './en/ui.words.ts';
import { Words } from './words.tsx';

const part = { messages: { ui }, said: {} };

/** The few words that the parts of every page need. */
export const UiWords = ({ children }: { children: ReactNode }) => <Words language="en" part={part}>{children}</Words>;
