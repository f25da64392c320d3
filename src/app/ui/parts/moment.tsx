/** A point in time, in the browser's own time zone. */
import { useModel } from '../context.ts';
import { momentText } from '../time.ts';

export const Moment = ({ at }: { readonly at: number }) => (
  <time dateTime={new Date(at).toISOString()}>{momentText(at, useModel().now())}</time>
);
