// One stream per browser, held here and passed to every tab. A tab says which topics it shows; the stream is
// opened again with the union, from the last event seen, so that nothing is missed in between.
const tabs = new Map();
let source = null, address = "", last = "", opened = "";

function open() {
  const topics = [...new Set([...tabs.values()].flat())].sort();
  const wanted = topics.join(" ");
  if (wanted === opened && source && source.readyState !== 2) return;
  source?.close();
  opened = wanted;
  source = null;
  if (!topics.length) return;
  const query = new URLSearchParams(topics.map((topic) => ["topic", topic]));
  if (last) query.set("last", last);
  source = new EventSource(`${address}?${query}`, { withCredentials: true });
  source.onopen = () => tell({ isOnline: true });
  source.onerror = () => {
    tell({ isOnline: false });
    if (source.readyState === 2) setTimeout(() => { opened = ""; open(); }, 3000);
  };
  source.onmessage = (event) => {
    last = event.lastEventId || last;
    tell({ event: JSON.parse(event.data) });
  };
}

function tell(message) {
  for (const port of tabs.keys()) port.postMessage(message);
}

let wait = 0;
onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.bye) tabs.delete(port);
    else {
      address = data.url;
      tabs.set(port, data.topics);
      if (source?.readyState === 1) port.postMessage({ isOnline: true });
    }
    clearTimeout(wait);
    wait = setTimeout(open, 50);
  };
  port.start();
};
