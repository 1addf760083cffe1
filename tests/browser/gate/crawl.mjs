// Every page that a role can reach from its menu and its links, once per kind of address.

// "/lots/7K3M…/clause" -> "/lots/{}/clause"; a month and a reference are values too.
export function kindOf(address) {
  const [path] = address.split(/[?#]/);
  return path.split("/").map((part) => (/\d|^P-/.test(part) && !part.endsWith(".xsd") ? "{}" : part)).join("/") || "/";
}

const isPage = (address) => !/\.(csv|xlsx|xsd)(\?|$)|^\/(rapports\/fichier|marches\/[^/]+\/documents\/|static\/|health)/.test(address);

async function linksOf(person) {
  const links = await person.page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.href));
  return links.filter((link) => link.startsWith(`${person.base}/`)).map((link) => link.slice(person.base.length).split("#")[0]);
}

// Visits one page of each kind, breadth first; `visit` is called with the kind, on the loaded page.
export async function crawl(person, visit) {
  const queue = ["/"];
  const known = new Set(["/"]);
  const visited = new Set();
  while (queue.length > 0) {
    const address = queue.shift();
    await person.go(address);
    const kind = kindOf(person.address());
    known.add(kind);
    if (visited.has(kind)) continue;  // a redirection to a page already seen
    visited.add(kind);
    const links = await linksOf(person);
    await visit(kind);
    for (const link of links) {
      if (!isPage(link) || known.has(kindOf(link))) continue;
      known.add(kindOf(link));
      queue.push(link);
    }
  }
  return visited;
}
