const permissions = [
  ["Microsoft Graph", "Organization.Read.All", "the account"],
  ["Microsoft Graph", "Directory.Read.All", "users, groups, members, managers, device owners"],
  ["WindowsDefenderATP", "Machine.Read.All", "devices and agents"],
  ["WindowsDefenderATP", "User.Read.All", "who logs on where"],
  ["WindowsDefenderATP", "Vulnerability.Read.All", "vulnerabilities and software"],
] as const;

/** How to get the values that the form asks for. */
export function SetUpGuide() {
  return (
    <aside className="card set-up" aria-label="How to get these values">
      <h2>How to get these values</h2>
      <ol>
        <li>
          In the Microsoft Entra admin center, open <b>App registrations</b> and choose{" "}
          <b>New registration</b>. No redirect address is needed.
        </li>
        <li>
          Copy the <b>Directory (tenant) ID</b> and the <b>Application (client) ID</b> from its
          overview.
        </li>
        <li>
          Under <b>API permissions</b>, remove User.Read and add these <i>application</i>{" "}
          permissions, then <b>Grant admin consent</b>:
          <ul className="permissions">
            {permissions.map(([api, permission, gives]) => (
              <li key={permission}>
                <code>{permission}</code>{" "}
                <span className="muted">
                  {api}: {gives}
                </span>
              </li>
            ))}
          </ul>
        </li>
        <li>
          Under <b>Certificates &amp; secrets</b>, make a <b>New client secret</b> and copy its{" "}
          <b>Value</b> at once: it is shown only then.
        </li>
      </ol>
    </aside>
  );
}
