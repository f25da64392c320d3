import { rootOf } from '../addresses.ts';
import { useModel } from '../context.ts';

/** Plain pages of the server, for everybody. */
export const Footer = () => {
  const root = rootOf(useModel().base);
  return (
    <footer class="bottom">
      <p>Anyone can talk to your Echo. Only you can say yes.</p>
      <p>
        <a href={`${root}/privacy`}>Privacy policy</a> <a href={`${root}/terms`}>Terms of use</a>
      </p>
    </footer>
  );
};
