import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { parseLesson } from './src/lesson/parse.ts';
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

/** Parses lessons while building: a faulty one fails the build, and the page carries no parser. */
function parsedLessons(): Plugin {
  return {
    name: 'parsed-lessons',
    enforce: 'pre',
    transform: {
      filter: { id: /\/lessons\/.*\.md$/ },
      handler: (source) => `export default ${JSON.stringify(parseLesson(source))}`,
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
  base: './',
  plugins: [svelte(), parsedLessons(), contentSecurityPolicy(), earlyLinks()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
});
