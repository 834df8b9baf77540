using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Notebooks.Execution;

/// <summary>Reads the XML documentation of a symbol as text.</summary>
internal static partial class DocumentationReader
{
    /// <summary>What the author says of the symbol; null if there is nothing.</summary>
    public static Documentation? Read(ISymbol symbol)
    {
        if (Comment(symbol.OriginalDefinition, depth: 0) is not { } comment) return null;
        var read = new Documentation(
            Text(comment.Element("summary")),
            Named(comment, "param", "name"),
            Text(comment.Element("returns")),
            [.. Named(comment, "exception", "cref").Select(exception => (ShortName(exception.Name), exception.Text))],
            Text(comment.Element("remarks")));
        return read is { Summary: "", Parameters: [], Returns: "" } ? null : read;
    }

    private static XElement? Comment(ISymbol symbol, int depth)
    {
        var xml = symbol.GetDocumentationCommentXml();
        // A definition of another symbol, an interface's or a base's: no longer chains are worth following.
        if (depth > 5) return null;
        if (string.IsNullOrWhiteSpace(xml)) return null;
        XElement comment;
        try
        {
            // Documentation files have the insides of a member; sources have a member.
            comment = XElement.Parse(xml.TrimStart() is ['<', 'm', 'e', 'm', 'b', ..] or ['<', 'd', 'o', 'c', ..] ? xml : $"<member>{xml}</member>", LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
        if (comment.Element("inheritdoc") is not null && comment.Element("summary") is null)
            return Inherited(symbol).Select(inherited => Comment(inherited.OriginalDefinition, depth + 1)).FirstOrDefault(found => found is not null);
        return comment;
    }

    private static IEnumerable<ISymbol> Inherited(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { OverriddenMethod: { } method }) yield return method;
        if (symbol is IPropertySymbol { OverriddenProperty: { } property }) yield return property;
        if (symbol is INamedTypeSymbol { BaseType: { } type }) yield return type;
        if (symbol.ContainingType is not { } owner) yield break;
        foreach (var member in owner.AllInterfaces.SelectMany(contract => contract.GetMembers(symbol.Name)))
            if (SymbolEqualityComparer.Default.Equals(owner.FindImplementationForInterfaceMember(member), symbol)) yield return member;
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { } created }) yield return created;
    }

    private static List<(string Name, string Text)> Named(XElement comment, string element, string attribute)
        => [.. from entry in comment.Elements(element)
               where entry.Attribute(attribute) is not null
               select ((string)entry.Attribute(attribute)!, Text(entry))];

    private static string Text(XElement? element)
    {
        if (element is null) return "";
        var text = new StringBuilder();
        Append(element);
        return Breaks().Replace(Blanks().Replace(text.ToString(), " "), "\n").Trim();

        void Append(XElement parent)
        {
            foreach (var node in parent.Nodes())
            {
                if (node is XText words) text.Append(Spaces().Replace(words.Value, " "));
                if (node is not XElement inner) continue;
                switch (inner.Name.LocalName)
                {
                    case "see" or "seealso" or "paramref" or "typeparamref" when inner.IsEmpty || inner.Value.Length == 0:
                        text.Append(ShortName((string?)inner.Attribute("cref") ?? (string?)inner.Attribute("name") ?? (string?)inner.Attribute("langword") ?? (string?)inner.Attribute("href") ?? ""));
                        break;
                    case "para" or "item" or "code" or "br" or "list":
                        text.Append('\n');
                        if (inner.Name.LocalName == "item") text.Append("• ");
                        Append(inner);
                        text.Append('\n');
                        break;
                    default:
                        Append(inner);
                        break;
                }
            }
        }
    }

    /// <summary><c>M:A.B.C(System.Int32)</c> is <c>C</c>, <c>T:A.List`1</c> is <c>List</c>.</summary>
    private static string ShortName(string cref)
    {
        if (cref is not [_, ':', .. var id]) return cref;
        var name = id.Split('(')[0];
        name = name[(name.LastIndexOf('.') + 1)..].Split('`')[0];
        return name == "#ctor" ? ShortName("T:" + id.Split(".#ctor")[0]) : name;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@" *\n[ \n]*")]
    private static partial Regex Breaks();
}
