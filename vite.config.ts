import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import {
  isPart,
  languageOf,
  originalOf,
  partsOf,
  readLesson,
  readTranslation,
} from './scripts/lesson-files.ts';
import { metaPolicy } from './src/app/policy.ts';

/** Puts the Content-Security-Policy into the built page. The dev server needs inline scripts of its own and goes without. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

/** Parses lessons and translations while building: a faulty one fails the build. A part has no steps, and is null. */
function parsedLessons(): Plugin {
  return {
    name: 'parsed-lessons',
    enforce: 'pre',
    transform: {
      filter: { id: /\/lessons\/(.*\/)?(index|[a-z]{2})\.md$/ },
      handler(source, file) {
        for (const part of partsOf(file)) this.addWatchFile(part);
        if (languageOf(file)) {
          this.addWatchFile(originalOf(file));
          return `export default ${JSON.stringify(readTranslation(file, source))}`;
        }
        return `export default ${JSON.stringify(isPart(file) ? null : readLesson(file, source))}`;
      },
    },
  };
}

/** Names the app's own chunk and style sheet in the page, so that they are fetched beside the worker and not after the entry ran. */
function earlyLinks(): Plugin {
  return {
    name: 'early-links',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.values(bundle).flatMap(({ fileName }) => {
          if (!/start-[\w-]+\.(js|css)$/.test(fileName)) return [];
          const rel = fileName.endsWith('.js') ? 'modulepreload' : 'stylesheet';
          const attrs = { rel, crossorigin: true, href: `./${fileName}` };
          return [{ tag: 'link', attrs, injectTo: 'head' as const }];
        }),
    },
  };
}

export default defineConfig({
  // What only the worker or a dialog imports is found late, and the dev server would then load the page anew, machine and all.
  optimizeDeps: { include: ['v86', 'marked', 'yaml', 'diff'] },
  base: './',
  plugins: [svelte(), parsedLessons(), contentSecurityPolicy(), earlyLinks()],
  // One file, which needs nothing else: it runs where nothing can be fetched (src/backend/host.ts).
  worker: { format: 'iife' },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1400,
  },
});
