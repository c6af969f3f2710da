import '@fontsource-variable/inter/wght.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { followEngine } from './bridge/questions.ts';
import { App } from './frame/App.tsx';
import './style/tokens.css';
import './style/global.css';

const queries = new QueryClient({
  // The engine is on this machine: an answer is there or it is not, whatever the network does.
  defaultOptions: { queries: { retry: false, networkMode: 'always', staleTime: 5000 }, mutations: { networkMode: 'always' } },
});
followEngine(queries);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>,
  );
}
