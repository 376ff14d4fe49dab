import { containerAreas, playAreas } from './suite.ts';

playAreas((area) => !containerAreas.has(area));
