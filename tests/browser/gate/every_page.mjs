// The gate on every page of every role: what the crawl finds, and the pages that no link leads to.
import { expect } from "../support/outcome.mjs";
import { accounts, namesIn } from "../support/samples.mjs";
import { crawl } from "./crawl.mjs";

// What each role must at least have been shown; the crawl may find more, never less.
const expected = {
  anonymous: ["/", "/connexion", "/plan-du-site", "/accessibilite", "/mentions-legales", "/donnees-personnelles", "/aide", "/indicateurs",
              "/verifier-rapport", "/controles"],
  facilitator: ["/tableau", "/marches", "/marches/{}", "/lots/{}", "/lots/{}/clause", "/lots/{}/execution", "/lots/{}/position", "/lots/{}/penalites", "/lots/{}/globalisation", "/simulation",
                "/imports", "/imports/{}", "/quarantaine", "/quarantaine/{}", "/doublons", "/participants",
                "/participants/{}", "/participants/nouveau", "/participants/{}/eligibilite", "/participants/{}/emplois", "/releves",
                "/releves/{}", "/rapports", "/rapports/nouveau", "/journal", "/compte", "/espace/import/{}/recu"],
  contractor: ["/tableau", "/espace", "/espace/{}/{}", "/espace/import/{}/recu", "/marches", "/marches/{}", "/lots/{}", "/participants",
               "/participants/{}", "/participants/nouveau", "/compte"],
  officer: ["/tableau", "/marches", "/marches/{}", "/lots/{}", "/lots/{}/clause", "/lots/{}/execution", "/lots/{}/position", "/lots/{}/penalites", "/lots/{}/globalisation", "/simulation",
            "/rapports", "/rapports/nouveau", "/compte"],
  administrator: ["/tableau", "/imports", "/quarantaine", "/admin/utilisateurs", "/journal", "/compte"],
};

const rolesWithoutNames = ["anonymous", "officer", "administrator"];

export async function everyPage(outcome, gate, people) {
  for (const [role, kinds] of Object.entries(expected)) {
    const person = people[role];
    const shared = role === "anonymous" ? [] : expected.anonymous;
    const named = [];
    const visited = await crawl(person, async (kind) => {
      if (rolesWithoutNames.includes(role)) named.push(...namesIn(await person.source()).map((name) => `${name} on ${kind}`));
      if (!shared.includes(kind)) await gate.page(person, `${role} ${kind}`);
    });
    if (rolesWithoutNames.includes(role))
      await outcome.check(`${role}: no page names a participant`, () => expect(named.length === 0, named.join(", ")));
    await outcome.check(`${role}: every page of the role was reached`, () => {
      const missing = kinds.filter((kind) => !visited.has(kind));
      expect(missing.length === 0, `not reached: ${missing.join(", ")}`);
    });
  }
}

// Pages that only an accident, an empty base or a filter shows.
export async function rarePages(gate, people) {
  const { anonymous, facilitator, contractor, officer } = people;
  const visits = [
    [anonymous, "/nulle-part", "error 404"],
    [officer, "/imports", "error 403"],
    [facilitator, "/deconnexion", "error 405"],
    [anonymous, "/mot-de-passe/inconnu", "error 410"],
    [facilitator, "/marches?texte=introuvable", "contracts, nothing found"],
    [facilitator, "/marches?suivis=oui&programme=CSNE", "contracts, filtered"],
    [facilitator, "/releves?etat=examines", "queue of reviewed timesheets"],
    [contractor, "/participants?statut=refused", "people, filtered"],
  ];
  for (const [person, address, name] of visits) {
    await person.go(address);
    await gate.page(person, name);
  }
}

export const emails = { facilitator: accounts.facilitator, contractor: accounts.contractor, officer: accounts.officer, administrator: accounts.administrator };
