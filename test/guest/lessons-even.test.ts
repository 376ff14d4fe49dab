import { playLessons } from './play-lessons.ts';

playLessons(1, 2);
