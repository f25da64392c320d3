/**
 * A screen, as far as the sandbox's Echo shows one: the texts of an Alexa Presentation Language document, in their
 * order. Of the language it knows Frame, Container and Text and expressions that name a value; it refuses the rest
 * rather than show something else than a device would.
 */
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

/** What the sandbox's device says of itself. */
export const aplRuntime = { maxVersion: '2024.3' } as const;

export type ScreenText = { readonly text: string; readonly isTitle: boolean };

export type ReadScreen =
  | { readonly ok: true; readonly texts: readonly ScreenText[] }
  | { readonly ok: false; readonly problem: string };

const renderShape = Type.Object({
  type: Type.Literal('Alexa.Presentation.APL.RenderDocument'),
  token: Type.String({ minLength: 1 }),
  document: Type.Object({
    type: Type.Literal('APL'),
    version: Type.String({ pattern: '^(1\\.\\d|20\\d\\d\\.\\d)$' }),
    mainTemplate: Type.Object({
      parameters: Type.Optional(Type.Array(Type.String())),
      items: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 1 }),
    }),
  }),
  datasources: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});

/** Reads a `RenderDocument` directive. Alexa Skills Kit, "Alexa.Presentation.APL Interface Reference". */
export const readScreen = (directive: unknown): ReadScreen => {
  if (!Value.Check(renderShape, directive)) {
    const first = Value.Errors(renderShape, directive).First();
    return refuse(`not valid at ${first?.path ?? '/'}: ${first?.message ?? 'unknown'}`);
  }
  const { mainTemplate, version } = directive.document;
  if (isNewer(version, aplRuntime.maxVersion)) return refuse(`of version ${version}, which is too new`);
  const [parameter = 'payload'] = mainTemplate.parameters ?? [];
  try {
    const texts = mainTemplate.items.flatMap((item) =>
      inflate(item, { [parameter]: directive.datasources ?? {} }),
    );
    return { ok: true, texts: texts.filter(({ text }) => text !== '') };
  } catch (error) {
    if (error instanceof Unknown) return refuse(error.message);
    throw error;
  }
};

const refuse = (why: string): ReadScreen => ({ ok: false, problem: `The screen is ${why}.` });

class Unknown extends Error {}

/** `1.4`, `2024.3`: the year took the place of the first number. */
const isNewer = (version: string, than: string): boolean => Number(version) > Number(than);

type Scope = Readonly<Record<string, unknown>>;

const componentShape = Type.Object({
  type: Type.Union([Type.Literal('Frame'), Type.Literal('Container'), Type.Literal('Text')]),
  item: Type.Optional(Type.Unknown()),
  items: Type.Optional(Type.Array(Type.Unknown())),
  data: Type.Optional(Type.Union([Type.String(), Type.Array(Type.Unknown())])),
  text: Type.Optional(Type.String()),
  fontWeight: Type.Optional(Type.String()),
});

const inflate = (component: unknown, scope: Scope): readonly ScreenText[] => {
  if (!Value.Check(componentShape, component)) throw new Unknown('made of components unknown here');
  const { type, item, items = [], data } = component;
  if (type === 'Text') {
    const text = readMarkup(String(evaluate(component.text ?? '', scope) ?? ''));
    return [{ text, isTitle: component.fontWeight === 'bold' }];
  }
  const children = item === undefined ? items : [item];
  if (data === undefined) return children.flatMap((child) => inflate(child, scope));
  const values = typeof data === 'string' ? evaluate(data, scope) : data;
  if (!Array.isArray(values)) throw new Unknown('bound to data that is no list');
  // Data inflates the first child once for each value, in which a device looks for expressions once more.
  return values.flatMap((value: unknown) => {
    const evaluated = typeof value === 'string' ? evaluate(value, scope) : value;
    return inflate(children[0], { ...scope, data: evaluated });
  });
};

/** A string that is one expression is its value; in others each expression's value stands as text. */
const evaluate = (text: string, scope: Scope): unknown => {
  const whole = /^\$\{([^}]*)\}$/.exec(text)?.[1];
  if (whole !== undefined) return lookUp(whole, scope);
  return text.replace(/\$\{([^}]*)\}/g, (_all, path: string) => String(lookUp(path, scope) ?? ''));
};

const lookUp = (path: string, scope: Scope): unknown => {
  if (!/^\w+(\.\w+)*$/.test(path)) throw new Unknown('bound by an expression unknown here');
  return path.split('.').reduce<unknown>((value, name) => {
    const known = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return known ? Reflect.get(value, name) : undefined;
  }, scope);
};

/** A Text component takes markup: tags go, entities become what they stand for. */
const readMarkup = (markup: string): string =>
  markup
    .replaceAll(/<\/?[a-z][^>]*>/gi, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/&#(\d{1,6});/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
