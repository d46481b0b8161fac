// Asks the reader's device for a passkey, and puts what it signs into the form that asked.
"use strict";

const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), letter => letter.charCodeAt(0));
const text = buffer => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function wanted(form) {
  const token = document.querySelector('meta[name="csrf"]')?.content;
  const answer = await fetch(form.dataset.passkey, {method: "POST", headers: token ? {"X-CSRF-Token": token} : {}});
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function shown(asked) {
  return navigator.credentials.get({publicKey: {
    challenge: bytes(asked.challenge),
    rpId: asked.host,
    timeout: asked.timeout_millis,
    userVerification: "required",
  }});
}

function made(asked) {
  return navigator.credentials.create({publicKey: {
    challenge: bytes(asked.challenge),
    rp: {id: asked.host, name: asked.hub},
    user: {id: bytes(asked.person), name: asked.email, displayName: asked.name},
    pubKeyCredParams: asked.algorithms.map(alg => ({type: "public-key", alg})),
    excludeCredentials: asked.exclude.map(id => ({type: "public-key", id: bytes(id)})),
    authenticatorSelection: {residentKey: "required", requireResidentKey: true, userVerification: "required"},
    attestation: "none",
    timeout: asked.timeout_millis,
  }});
}

function written(credential) {
  const {response} = credential;
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.(),
      authenticatorData: response.signature ? text(response.authenticatorData) : undefined,
      signature: text(response.signature),
      userHandle: text(response.userHandle) ?? undefined,
    },
  });
}

async function ask(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    const asked = await wanted(form);
    form.elements.credential.value = written(await (asked.person ? made(asked) : shown(asked)));
    form.submit();
  } catch {
    problem.textContent = form.dataset.failed;
    problem.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  for (const note of document.querySelectorAll("[data-without-passkeys]")) note.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", event => {
      event.preventDefault();
      ask(form);
    });
  }
}
