// What `docker logs --details` says of each line: the labels and variables that --log-opt names, and the tag.
import { type Container, containerName, shortId } from '../../engine/container.ts';
import { Template } from '../template/template.ts';
import { fromJson } from '../template/value.ts';

/** "name=value,…", as in a URL's query; '' where nothing is named. */
export function logDetails(container: Container): string {
  const { Config: options } = container.hostConfig.LogConfig;
  const { Labels: labels, Env: env } = container.file.Config;
  const variables = Object.fromEntries(env.map((setting) => setting.split(/=(.*)/s, 2)));
  const chosen = {
    ...choose(labels, options['labels'], options['labels-regex']),
    ...choose(variables as Record<string, string>, options['env'], options['env-regex']),
    ...tag(container, options['tag'] ?? ''),
  };
  return Object.entries(chosen)
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .sort()
    .join(',');
}

function choose(
  all: Readonly<Record<string, string>>,
  names = '',
  pattern = '',
): Record<string, string> {
  const listed = names.split(',');
  const fits =
    pattern === '' ? (): boolean => false : RegExp.prototype.test.bind(new RegExp(pattern));
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => listed.includes(name) || fits(name)),
  );
}

/** The tag is a template over docker's names for what a log is about. */
function tag(container: Container, template: string): Record<string, string> {
  if (template === '') return {};
  const { id, file } = container;
  const image = file.Image.replace(/^sha256:/, '');
  const about = {
    ID: shortId(id),
    FullID: id,
    Name: containerName(container),
    ImageID: shortId(image),
    ImageFullID: file.Image,
    ImageName: file.Config.Image,
    DaemonName: 'docker',
  };
  return { tag: new Template(template).execute(fromJson(about)) };
}

/** As Go's url.QueryEscape. */
function escape(text: string): string {
  const inUrl = encodeURIComponent(text).replaceAll('%20', '+');
  return inUrl.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
