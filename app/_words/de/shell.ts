import home from './home.words.ts';
import labels from './labels.words.ts';
import splash from './splash.words.ts';
import ui from './ui.words.ts';

export const shell = { messages: { home, splash, ui }, said: labels };
