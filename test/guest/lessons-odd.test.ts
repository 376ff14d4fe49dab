import { playLessons } from './play-lessons.ts';

playLessons(0, 2);
