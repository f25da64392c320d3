/** Pictures beside words; none says anything that no word says. */

const paths = {
  check: 'M3.5 8.5l3 3 6-7',
  away: 'M6 3.5H3.5v9h9V10M9 3.5h3.5V7M12.3 3.7L7.5 8.5',
  loud: 'M2.5 6v4h2.5l3.5 3V3L5 6zM11 6a2.8 2.8 0 010 4M12.8 4a5.6 5.6 0 010 8',
  mute: 'M2.5 6v4h2.5l3.5 3V3L5 6zM11 6.2l3 3.6M14 6.2l-3 3.6',
  microphone: 'M8 1.8a2 2 0 012 2v3.6a2 2 0 01-4 0V3.8a2 2 0 012-2zM3.8 7.4a4.2 4.2 0 008.4 0M8 11.6v2.6',
  sms: 'M2.5 3h11v8H7l-3 2.5V11H2.5zM5 6h6M5 8.3h4',
  email: 'M2 3.5h12v9H2zM2.3 4l5.7 4.8L13.7 4',
  warning: 'M8 2.2l6.3 11.3H1.7zM8 6.5v3M8 11.4v.2',
} as const;

export const Icon = ({ name }: { readonly name: keyof typeof paths }) => (
  <svg class="picture" viewBox="0 0 16 16" width="18" height="18" aria-hidden="true" focusable="false">
    <path
      d={paths[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);
