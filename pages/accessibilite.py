"""Accessibilité: what was checked and how, what is not yet conform, how to tell us."""

import streamlit as st

from charts.words.typography import bound
from shell.frame import carry_filters, page

CHECKED = """
## Ce qui a été vérifié
Les règles automatiques, la carte au clavier, les contrastes de la carte, la taille des textes et le débordement sont
contrôlés par les tests du projet, dans un vrai navigateur, à chaque modification ; le reste l'a été à la main.

- **Règles automatiques** : axe 4.12 sur chaque page, en thème clair et en thème sombre, sans défaut grave ni critique.
  Un contrôle automatique ne voit qu'une partie des règles.
- **Clavier** : le choix de l'indicateur, la sélection d'un département (carte, liste, tuiles, menu), les tableaux et
  les téléchargements se font sans souris ; l'élément actif est entouré. «Aller au contenu» passe le menu ; une page
  ouverte au clavier commence à son titre, une liste de réglages à son premier réglage.
- **Lecteur d'écran** : la carte, chaque département et chaque barre ont un nom qui dit la valeur ; la phrase qui lit la
  carte est annoncée quand le choix change ; chaque carte a son tableau.
- **Écarts** : les dessins sont des tableaux, chaque case dit en mots ce que montrent ses marques ; le nom d'une ligne
  est un lien, qui la lit en toutes lettres, comme la liste du même nom ; la vue d'ensemble est faite de boutons.
  Anneau, point, barre, hachures et mots se distinguent sans couleur ; dans la vue d'ensemble une baisse est rayée.
  «Prévu» est ce que le plan permet d'autoriser, «implantation» un site autorisé, ouvert ou non.
- **Recherche** : «Rechercher» s'ouvre par Ctrl+K ou par la touche `/`, qui se coupe ; les suggestions se parcourent aux
  flèches et sont annoncées, Échap ferme et rend la place où l'on était. Chaque résultat est un vrai lien.
- **Séance** : les points se rangent par boutons ou par Alt et les flèches, sans souris ; chaque geste est annoncé et
  s'annule ; chaque point a un titre qui dit son rang.
- **Importer** : chaque cellule à vérifier se choisit dans une liste et se décide par des boutons ; l'image de sa page
  dit ce que la cellule encadrée imprime.
- **Contrastes** : 4,5 pour 1 au moins pour les textes, sur la carte aussi, dans les deux thèmes ; 3 pour 1 pour les
  contours. La couleur n'est jamais le seul signe : la valeur est écrite, l'absence est hachurée, un écart porte ▲ ou ▼.
- **Taille** : les textes font 16 pixels au moins, sauf les noms de la matrice des défis (15), les nombres d'une échelle
  d'écarts et les choix d'une liste à choix multiples (14), et les renvois aux notes (13). Les pages ne débordent pas de
  la largeur d'un téléphone.
- **Coupure** : la phrase qui dit que la connexion est interrompue ou revenue, ou que la page s'est rechargée, est
  annoncée ; ce qui est affiché reste lisible, les commandes disent qu'elles attendent, l'élément actif le
  reste.
- **Mouvement** : rien ne bouge seul ; le réglage «réduire les animations» du système est suivi.
"""

MISSING = """
## Ce qui n'est pas encore conforme
- Aucun audit RGAA n'a été mené : cette page ne déclare aucune conformité.
- Aucun essai n'a encore été fait avec des personnes qui utilisent un lecteur d'écran, une loupe ou la commande vocale.
- Quelques mots techniques de l'interface générique (listes à choix multiples) restent en anglais pour les lecteurs
  d'écran quand le navigateur les produit lui-même.
- Les sous-titres de section des documents sont cités tels qu'imprimés : plusieurs ne sont pas clairs hors de leur page.
- Dans un fichier, le texte de remplacement du graphique des écarts est long quand il montre toutes les activités : le
  tableau se lit mieux.
- Les fichiers XLSX ont des en-têtes et une feuille de lecture, mais n'ont pas été vérifiés avec une aide technique.

## En cas de difficulté
Tout ce que montrent les cartes est aussi dans les tableaux de «Données et sources», à télécharger en CSV ou en XLSX.
Signalez une difficulté à la personne qui vous a donné l'adresse de cet outil, en joignant le lien de la vue.
"""

with page("accessibilite", title="Accessibilité"):
    carry_filters("accessibilite")
    st.markdown(bound(CHECKED))
    st.markdown(bound(MISSING))
