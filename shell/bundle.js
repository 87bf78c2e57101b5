// The scripts of Streamlit, received in one file: each is given to the browser under its own address, by an import map.
// Where the browser knows no import map, they are asked one by one, as Streamlit does. The first one starts the page.
((scripts) => {
  const folder = new URL("js/", document.currentScript.src).href, names = Object.keys(scripts);
  const nonce = document.currentScript.nonce;
  const start = Object.assign(document.createElement("script"), { type: "module", nonce, src: folder + names[0] });
  // Said at once, what Streamlit asks the server before it connects: two round trips before the first word.
  window.__streamlit ??= {
    BACKEND_BASE_URL: new URL(".", location.href).href,
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false, blockErrorDialogs: true },
  };
  if (HTMLScriptElement.supports?.("importmap")) {
    const imports = {};
    for (const name of names) {
      const address = folder + name;
      const text = scripts[name]
        .replace(/(["`])\.\/([\w.-]+\.js)\1/g, (_all, quote, other) => quote + folder + other + quote)
        .replaceAll("import.meta.url", JSON.stringify(address));
      imports[address] = URL.createObjectURL(new Blob([text, `\n//# sourceURL=${address}`], { type: "text/javascript" }));
      document.head.append(Object.assign(document.createElement("link"), { href: address }));  // Streamlit asks not for what a link names
    }
    document.head.append(Object.assign(document.createElement("script"), { type: "importmap", nonce, textContent: JSON.stringify({ imports }) }));
    start.removeAttribute("src");
    start.textContent = `import ${JSON.stringify(folder + names[0])};`;
  }
  document.head.append(start);
});
